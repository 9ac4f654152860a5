import { done, ok } from '../answer.js';
import { apiNotFound, conversationNotFound, guidNotFound, notInEmulator } from '../api-error.js';
import { type Call, newRoutes, param, type Routes } from '../exchange.js';
import { paginate } from '../paginate.js';
import type { Service } from '../service.js';
import { readPage } from '../validate/query.js';
import { type Member, requireActiveUser, requireMember } from './auth.js';
import { requireFeature } from './permit.js';

/**
 * Conversations, groups and messages. The emulator has none: lists are empty, a single one is not found, and an attempt
 * to create one fails. With this, the vendor's UI kit starts and shows empty lists. Only clients may use these paths;
 * for an API key they do not exist. Source: the requests of the vendor's UI kit.
 */
export function messagingRoutes(service: Service): Routes {
  const routes = newRoutes();

  function emptyList(path: string, feature: string): void {
    routes.get(path, (call) => {
      requireClient(call, feature);
      return ok(call, [], { meta: paginate([], readPage(call, service.config.limits.perPageMax)).meta });
    });
  }

  function refuse(path: string, what: string, feature?: string): void {
    routes.post(path, (call) => {
      requireClient(call, feature);
      service.noticeOnce(
        `${what} are not in the emulator: POST ${path} gets an error. The emulator has users and logins.`,
      );
      throw notInEmulator(what);
    });
  }

  emptyList('/conversations', 'listConversations');
  emptyList('/groups', 'listGroups');
  emptyList('/messages', 'listMessages');

  routes.get('/groups/:guid', (call) => {
    requireClient(call, 'getGroup');
    throw guidNotFound(param(call, 'guid'));
  });

  routes.get('/users/:uid/conversation', (call) => {
    const { app } = requireClient(call, 'getConversation');
    throw conversationNotFound(requireActiveUser(app, param(call, 'uid')).uid);
  });

  // Messages have no page numbers: the next request names the oldest or newest message of the last one.
  routes.get('/users/:uid/messages', (call) => {
    const { app } = requireClient(call, 'getUserMessages');
    requireActiveUser(app, param(call, 'uid'));
    const { perPage: limit } = readPage(call, service.config.limits.perPageMax);
    return ok(call, [], { meta: { current: { limit, count: 0 } } });
  });

  routes.post('/users/:uid/conversation/read', (call) => {
    const { app } = requireClient(call);
    requireActiveUser(app, param(call, 'uid'));
    return done(call, 'The conversation was marked as read.');
  });

  refuse('/messages', 'Messages', 'createMessage');
  refuse('/groups', 'Groups', 'createGroup');
  refuse('/files/upload-url', 'Files');

  return routes;
}

function requireClient(call: Call, feature?: string): Member {
  const { method, path } = call.req;
  if (call.req.header('apikey') !== undefined) throw apiNotFound(method, path);
  const member = requireMember(call);
  if (feature !== undefined) requireFeature(member, feature);
  return member;
}
