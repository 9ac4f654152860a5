/** A file as text. Vite knows it by `?raw`, esbuild by `with { type: 'text' }`: an import has both. */
declare module '*?raw' {
  const text: string;
  export default text;
}
