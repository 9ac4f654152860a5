/// <reference path="./text.d.ts" />
import api from './client/api.js?raw' with { type: 'text' };
import chips from './client/chips.js?raw' with { type: 'text' };
import dialogs from './client/dialogs.js?raw' with { type: 'text' };
import dom from './client/dom.js?raw' with { type: 'text' };
import faults from './client/faults.js?raw' with { type: 'text' };
import fields from './client/fields.js?raw' with { type: 'text' };
import importFile from './client/import.js?raw' with { type: 'text' };
import main from './client/main.js?raw' with { type: 'text' };
import pager from './client/pager.js?raw' with { type: 'text' };
import permissions from './client/permissions.js?raw' with { type: 'text' };
import relations from './client/relations.js?raw' with { type: 'text' };
import remember from './client/remember.js?raw' with { type: 'text' };
import request from './client/request.js?raw' with { type: 'text' };
import requests from './client/requests.js?raw' with { type: 'text' };
import roleForm from './client/role-form.js?raw' with { type: 'text' };
import roles from './client/roles.js?raw' with { type: 'text' };
import selection from './client/selection.js?raw' with { type: 'text' };
import selectionActions from './client/selection-actions.js?raw' with { type: 'text' };
import selectionBoxes from './client/selection-boxes.js?raw' with { type: 'text' };
import selectionRun from './client/selection-run.js?raw' with { type: 'text' };
import setup from './client/setup.js?raw' with { type: 'text' };
import state from './client/state.js?raw' with { type: 'text' };
import tagForm from './client/tag-form.js?raw' with { type: 'text' };
import tagLine from './client/tag-line.js?raw' with { type: 'text' };
import tokens from './client/tokens.js?raw' with { type: 'text' };
import user from './client/user.js?raw' with { type: 'text' };
import userForm from './client/user-form.js?raw' with { type: 'text' };
import users from './client/users.js?raw' with { type: 'text' };
import dialogsHtml from './dialogs.html?raw' with { type: 'text' };
import html from './page.html?raw' with { type: 'text' };
import content from './styles/content.css?raw' with { type: 'text' };
import controls from './styles/controls.css?raw' with { type: 'text' };
import dialogStyles from './styles/dialogs.css?raw' with { type: 'text' };
import layout from './styles/layout.css?raw' with { type: 'text' };
import selectionStyles from './styles/selection.css?raw' with { type: 'text' };
import theme from './styles/theme.css?raw' with { type: 'text' };

/** A file of the page. */
export interface Asset {
  readonly type: string;
  readonly text: string;
}

const SCRIPTS = {
  api,
  chips,
  dialogs,
  dom,
  faults,
  fields,
  import: importFile,
  main,
  pager,
  permissions,
  relations,
  remember,
  request,
  requests,
  'role-form': roleForm,
  roles,
  selection,
  'selection-actions': selectionActions,
  'selection-boxes': selectionBoxes,
  'selection-run': selectionRun,
  setup,
  state,
  'tag-form': tagForm,
  'tag-line': tagLine,
  tokens,
  user,
  'user-form': userForm,
  users,
};

/** The HTML document of the page. */
export const PAGE: Asset = {
  type: 'text/html; charset=utf-8',
  text: html.replace('<!-- dialogs.html -->', () => dialogsHtml),
};

/** The files of the document, by file name. Browsers run the scripts as written, without a build. */
export const ASSETS: ReadonlyMap<string, Asset> = new Map([
  [
    'page.css',
    { type: 'text/css; charset=utf-8', text: theme + layout + controls + content + selectionStyles + dialogStyles },
  ],
  ...Object.entries(SCRIPTS).map(([name, text]): [string, Asset] => [
    `${name}.js`,
    { type: 'text/javascript; charset=utf-8', text },
  ]),
]);
