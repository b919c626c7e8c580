declare module 'jstat' {
  const jstat: {
    studentt: { inv(p: number, degreesOfFreedom: number): number };
    gammaln(x: number): number;
    normal: { cdf(x: number, mean: number, deviation: number): number };
    binomial: { cdf(count: number, trials: number, probability: number): number };
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
