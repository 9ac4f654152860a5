/** A file imported as text. Vite needs `?raw` and esbuild needs `with { type: 'text' }`, so an import has both. */
declare module '*?raw' {
  const text: string;
  export default text;
}
