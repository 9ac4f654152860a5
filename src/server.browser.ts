// What a browser or an app gets in the place of `cometchat-users/server`. It exports nothing, so that a bundler says so as well.
throw new Error(
  'cometchat-users/server is for servers only: its REST API key may do everything in your app, and whoever opens a page can read what ' +
    'is in it. Import it in the code of your server, and have the page ask your server, for instance for an auth token.',
);

export {};
