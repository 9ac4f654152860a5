import { CometChatException } from '../../../errors/exception.js';
import type { Deadline } from '../../../transport/deadline.js';
import { updateUser } from '../../../transport/endpoints.js';
import type { EditableField } from '../../../user/fields.js';
import { updateBody } from '../../../user/payload.js';
import { User } from '../../../user/user.js';
import { asSent, isEqual, updateOf } from '../../changes/differences.js';
import { ensure } from '../../changes/ensure.js';
import { isMergedAlready, MERGED_FIELDS, type MergedField } from '../../changes/merging.js';
import type { AdminContext } from '../../context.js';
import { explained, isOfKind } from '../../explain.js';
import { sendCreate } from '../../resources/users/create.js';
import { findUser } from '../../resources/users/endpoints.js';
import { hasTimes } from '../../resources/users/import-body.js';
import { isTaken } from '../../resources/users/import-chunk.js';
import type { Catalog, KnownUser } from '../catalog/catalog.js';
import { differing, digestsOf } from '../catalog/digests.js';
import type { RunRequest } from '../catalog/read-all.js';
import type { JournalAction } from '../journal/types.js';
import type { Outage } from '../outage/outage.js';
import { persist } from '../outage/persist.js';
import { BATCH, Batches, type Stopped } from './batches.js';
import type { Row } from './row.js';
import { Slots } from './slots.js';
import type { ImportStatus } from './types.js';

/** The outcome of a row. */
export interface Outcome {
  readonly status: ImportStatus;
  readonly merged?: readonly MergedField[] | undefined;
}

/** The parts of a run that a writer uses. */
export interface WriterParts {
  readonly context: AdminContext;
  readonly run: RunRequest;
  readonly outage: Outage;
  readonly concurrency: number;
  readonly reactivate: boolean;
  /** Throws if the run was stopped: nothing more is begun then. */
  readonly stopped: Stopped;
  /** The users of the app. Without it, each user is read before it is written. */
  readonly catalog: Catalog | undefined;
}

const PAST = { create: 'created', update: 'updated', reactivate: 'reactivated' } as const;

/** Brings the users of rows in step. The caller passes the rows of one uid one after the other. */
export class Writer {
  readonly #parts: WriterParts;
  readonly #slots: Slots;
  readonly #batches: Batches;
  /** Whether an update of this run showed that the service merges a field. */
  readonly #merges = new Set<EditableField>();

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#slots = new Slots(parts.concurrency);
    this.#batches = new Batches(parts.context, parts.run, parts.outage, parts.stopped);
  }

  /** Sends rows that wait for others to share a request with. */
  flush(): void {
    this.#batches.flush();
  }

  /** Brings one row in step. Rejects with the error of the service, or with every try lost. */
  async write(row: Row): Promise<Outcome> {
    const before = async (action: JournalAction) => {
      row.sent = action;
      await row.journal?.begin(action);
    };
    const onLost = () => {
      row.begun ??= row.sent;
    };
    const outcome = await persist(this.#parts.outage, () => this.#bring(row, before), onLost);
    const { begun } = row;
    return outcome.status === 'unchanged' && begun ? { ...outcome, status: PAST[begun] } : outcome;
  }

  async #bring(row: Row, before: Before): Promise<Outcome> {
    const { catalog, context } = this.#parts;
    context.spellings.remember(row.spelling);
    const known = catalog?.find(row.uid);
    if (known) return this.#bringKnown(row, known, before);
    if (hasTimes(row.user) || this.#isImportFaster()) {
      await before('create');
      const created = await this.#import(row);
      if (created) return created;
      // Another one created the user: the request did nothing.
      row.sent = undefined;
    } else if (catalog) {
      await before('create');
      const created = await this.#create(row);
      if (created) return created;
      row.sent = undefined;
    }
    return row.user.deactivatedAt ? this.#compareDeactivated(row) : this.#ensure(row, before);
  }

  /** Compares the row with a user from the list, and sends what differs. */
  async #bringKnown(row: Row, known: KnownUser, before: Before): Promise<Outcome> {
    const { catalog, context, reactivate } = this.#parts;
    const { uid, user } = row;
    if (known.isDeactivated) {
      if (user.deactivatedAt) return { status: 'unchanged' };
      return reactivate ? this.#ensure(row, before) : { status: 'skipped' };
    }
    if (user.deactivatedAt) throw stillActive(uid);
    const fields = differing(user.touched, digestsOf(user), known.digests, context.rules);
    if (fields.length === 0) return { status: 'unchanged' };
    // Whether a merged field has the wanted parts can be seen only in the user itself.
    if (fields.some((field) => this.#isMerged(field))) return this.#ensure(row, before);
    await before('update');
    const sent = updateOf(user, fields);
    const updated = await this.#update(row, sent);
    if (!updated) return this.#ensure(row, before);
    catalog?.add(updated);
    const merged = mergedFields(sent, updated);
    for (const field of merged) this.#merges.add(field);
    const isUnchanged = merged.length > 0 && digestsOf(updated) === known.digests;
    return { status: isUnchanged ? 'unchanged' : 'updated', ...(merged.length > 0 && { merged }) };
  }

  /** Updates a user; `undefined` if there is no active one any longer. */
  async #update(row: Row, sent: User): Promise<User | undefined> {
    const { context } = this.#parts;
    const { uid } = sent;
    const request = { params: { uid }, uid, body: updateBody(sent) };
    try {
      return User.fromService(await this.#alone(row, (deadline) => context.send(updateUser, { ...request, deadline })));
    } catch (error) {
      if (isOfKind(error, 'notFound') && error.code === 'ERR_UID_NOT_FOUND') return undefined;
      throw error;
    }
  }

  /** Creates a user; `undefined` if the uid exists already. */
  async #create(row: Row): Promise<Outcome | undefined> {
    const { catalog, context } = this.#parts;
    try {
      catalog?.add(await this.#alone(row, (deadline) => sendCreate(context, row.user, deadline)));
      return { status: 'created' };
    } catch (error) {
      if (isOfKind(error, 'conflict')) return undefined;
      throw error;
    }
  }

  /** Creates a user with the next batch; `undefined` if the uid exists already. */
  async #import(row: Row): Promise<Outcome | undefined> {
    try {
      const created = await this.#batches.add(row);
      this.#parts.catalog?.add(await this.#withStatusMessage(row, created));
      return { status: 'created' };
    } catch (error) {
      if (isTaken(error)) return undefined;
      throw error;
    }
  }

  /** Sends the status message of a user who was imported: an import does not accept it. */
  async #withStatusMessage(row: Row, created: User): Promise<User> {
    const { uid, statusMessage } = row.user;
    // A deactivated user cannot be updated.
    if (!statusMessage || created.deactivatedAt || created.statusMessage === statusMessage) return created;
    const sent = new User({ uid, statusMessage });
    return (await persist(this.#parts.outage, () => this.#update(row, sent))) ?? created;
  }

  /** Reads the user, then creates it or sends what differs. */
  async #ensure(row: Row, before: Before): Promise<Outcome> {
    const { catalog, context, reactivate } = this.#parts;
    const change = { action: 'ensure', uid: row.uid, user: row.user, reactivate } as const;
    const { outcome, ...done } = await this.#alone(row, (deadline) => ensure(context, change, deadline, before));
    if ('user' in done && done.user) catalog?.add(done.user);
    return { status: outcome, ...('merged' in done && done.merged && { merged: done.merged }) };
  }

  /** The result of a row whose user exists, and is deactivated in the row. */
  async #compareDeactivated(row: Row): Promise<Outcome> {
    const { context } = this.#parts;
    const { uid } = row;
    const found = await this.#alone(row, (deadline) => context.send(findUser, { params: { uid }, uid, deadline }));
    // The service does not find a deactivated user.
    if (found && !found.deactivatedAt) throw stillActive(uid);
    return { status: 'unchanged' };
  }

  /** Runs requests of one row, when there is a slot for it. */
  #alone<T>(row: Row, work: (deadline: Deadline) => Promise<T>): Promise<T> {
    return this.#slots.run(async () => {
      this.#parts.stopped();
      row.isBegun = true;
      return this.#parts.run(work);
    });
  }

  /** Whether imports of 50 users create more users a minute than single requests. */
  #isImportFaster(): boolean {
    const { context } = this.#parts;
    const [core, imports] = [context.bulkLimit('core'), context.bulkLimit('import')];
    return core !== undefined && imports !== undefined && core < imports * BATCH;
  }

  #isMerged(field: EditableField): boolean {
    const rule = this.#parts.context.rules.updates[field as MergedField] ?? 'replace';
    return rule !== 'replace' || this.#merges.has(field);
  }
}

type Before = (action: JournalAction) => Promise<void>;

/** The fields of an update that the service merged: the user has what was sent, and more. */
function mergedFields(sent: User, updated: User): MergedField[] {
  return MERGED_FIELDS.filter((field) => {
    if (!sent.touched.includes(field) || isEqual(field, asSent(sent[field]), updated[field])) return false;
    return (['merge', 'mergeDeep'] as const).some((rule) => isMergedAlready(field, sent, updated, { [field]: rule }));
  });
}

function stillActive(uid: string): CometChatException {
  const message = `The user ${uid} is active in CometChat, but has a deactivatedAt in this row: an import does not deactivate users.`;
  return explained(new CometChatException({ code: 'USER_ACTIVE', message, details: { deactivatedAt: [message] } }));
}
