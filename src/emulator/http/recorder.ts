import type { RecordedRequest } from '../types.js';
import type { ReceivedBody } from './received.js';

/** Keeps the newest requests. */
export class Recorder {
  readonly requests: RecordedRequest[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Records a request; what it returns writes the status of the answer into the record. */
  add(request: Request, received: ReceivedBody): (status: number) => void {
    const record = {
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: 'json' in received ? received.json : received.text,
      status: 0,
    };
    this.requests.push(record);
    if (this.requests.length > this.#limit) this.requests.shift();
    return (status) => {
      record.status = status;
    };
  }

  clear(): void {
    this.requests.length = 0;
  }
}
