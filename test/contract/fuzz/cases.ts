import fc from 'fast-check';
import { onTestFinished, vi } from 'vitest';
import { RUNS, SEED } from './client-fuzz-settings.js';
import { invoke, type Method, placesOf, TARGETS, type World, withValueAt } from './entries.js';
import { HOSTILE_NAMES, hostile } from './hostile.js';
import { outcomeOf, wrongWith } from './outcome.js';
import { goodService } from './service.js';

/** A call with one hostile value among its arguments. */
interface Case {
  readonly target: string;
  readonly method: string;
  readonly variant: number;
  readonly place: string[];
  readonly value: string;
}

function casesOf(target: string): Case[] {
  return Object.entries(TARGETS[target]?.methods ?? {}).flatMap(([method, { variants }]) =>
    variants().flatMap((args, variant) =>
      placesOf(args).flatMap((place) => HOSTILE_NAMES.map((value) => ({ target, method, variant, place, value }))),
    ),
  );
}

/** The surroundings of one case, and the problems of its session afterwards. */
export interface CaseWorld extends World {
  wrongWithSession(): string | undefined | Promise<string | undefined>;
}

async function run({ target, method, variant, place, value }: Case, world: CaseWorld): Promise<string | undefined> {
  const { of, methods } = TARGETS[target] as (typeof TARGETS)[string];
  const { variants, mayThrow, isAsync, after } = methods[method] as Method;
  const args = withValueAt(variants()[variant] ?? [], place, hostile(value));
  const outcome = await outcomeOf(() => invoke(of(world), method, args), isAsync ?? false);
  let wrong = wrongWith(outcome, { mayThrow, isAsync }) ?? (await world.wrongWithSession());
  const calls = outcome.how === 'returned' ? (after?.(outcome.value as never) ?? []) : [];
  for (const call of calls) wrong ??= wrongWith(await outcomeOf(call, true), { isAsync: true });
  return wrong && `${target} ${method}(${variant}) at ${place.join('.')} with ${value}: ${wrong}`;
}

/** Runs a share of a target's cases, each in its own world, and returns the problems. */
export async function runCases(target: string, open: () => Promise<CaseWorld>): Promise<string[]> {
  // The next file of this process needs the platform's fetch.
  onTestFinished(() => void vi.unstubAllGlobals());
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => goodService(new Request(url, init)));
  const cases = casesOf(target);
  const count = Math.min(cases.length, RUNS);
  const whole = fc.shuffledSubarray(cases, { minLength: count, maxLength: count });
  const [chosen = []] = fc.sample(whole, { seed: SEED, numRuns: 1 });
  const wrong: string[] = [];
  for (const one of chosen) {
    const world = await open();
    const found = await run(one, world);
    if (found) wrong.push(found);
    world.client.dispose();
  }
  return wrong;
}
