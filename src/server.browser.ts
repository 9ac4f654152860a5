// A browser or an app gets this file instead of `cometchat-users/server`. It exports nothing, so that a bundler reports an error too.
throw new Error(
  'cometchat-users/server is for servers only: its REST API key may do everything in your app, and every visitor of a page can read the ' +
    'code of the page. Import it in the code of your server. The page can then send requests to your server, for example for an auth token.',
);

export {};
