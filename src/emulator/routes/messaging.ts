import { apiNotFound, conversationNotFound, guidNotFound, notInEmulator } from '../http/api-error.js';
import { type Member, requireMember, requireUser } from '../http/auth.js';
import type { Call } from '../http/call.js';
import { done, ok, type Service } from '../http/context.js';
import { requireFeature } from '../http/permit.js';
import { Router } from '../http/router.js';
import { paginate } from '../paginate.js';
import { readPage } from '../validate/query.js';

/**
 * Conversations, groups and messages. The emulator has none: lists are empty, a single one is not found, and an attempt
 * to create one fails. With this, the vendor's UI kit starts and shows empty lists. Only clients may use these paths;
 * for an API key they do not exist. Source: the requests of the vendor's UI kit.
 */
export function messagingRoutes(service: Service): Router {
  const routes = new Router();

  function emptyList(path: string, feature: string): void {
    routes.get(path, (call) => {
      requireClient(call, service, feature);
      return ok([], { meta: paginate([], readPage(call, service.config.limits.perPageMax)).meta });
    });
  }

  function refuse(path: string, what: string, feature?: string): void {
    routes.post(path, (call) => {
      requireClient(call, service, feature);
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
    requireClient(call, service, 'getGroup');
    throw guidNotFound(call.param('guid'));
  });

  routes.get('/users/:uid/conversation', (call) => {
    const { app } = requireClient(call, service, 'getConversation');
    throw conversationNotFound(requireUser(app, call.param('uid')).uid);
  });

  // Messages have no page numbers: the next request names the oldest or newest message of the last one.
  routes.get('/users/:uid/messages', (call) => {
    const { app } = requireClient(call, service, 'getUserMessages');
    requireUser(app, call.param('uid'));
    const { perPage: limit } = readPage(call, service.config.limits.perPageMax);
    return ok([], { meta: { current: { limit, count: 0 } } });
  });

  routes.post('/users/:uid/conversation/read', (call) => {
    const { app } = requireClient(call, service);
    requireUser(app, call.param('uid'));
    return done('The conversation was marked as read.');
  });

  refuse('/messages', 'Messages', 'createMessage');
  refuse('/groups', 'Groups', 'createGroup');
  refuse('/files/upload-url', 'Files');

  return routes;
}

function requireClient(call: Call, service: Service, feature?: string): Member {
  const { method, path } = call.received;
  if (call.header('apikey') !== undefined) throw apiNotFound(method, path);
  const member = requireMember(call, service);
  if (feature !== undefined) requireFeature(member, feature);
  return member;
}
