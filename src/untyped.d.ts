declare module 'jstat' {
  const jstat: {
    studentt: { inv(p: number, degreesOfFreedom: number): number };
    gammaln(x: number): number;
  };
  export default jstat;
}

declare module 'asciichart' {
  const asciichart: {
    plot(
      series: readonly number[],
      options?: { height?: number; min?: number; format?: (value: number) => string },
    ): string;
  };
  export default asciichart;
}
