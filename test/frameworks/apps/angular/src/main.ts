import { Component, type OnDestroy, provideZonelessChangeDetection, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import type { SessionState } from 'cometchat-users';
import { client } from './client';

@Component({
  selector: 'app-root',
  template: `
    @let state = session();
    @if (state.status === 'unknown') {
      <p>One moment…</p>
    } @else if (state.status === 'signedIn') {
      <p>Hello {{ state.user.name }}</p>
    } @else {
      <button (click)="logIn()">Log in</button>
    }
  `,
})
class App implements OnDestroy {
  readonly session = signal<SessionState>(client.session.getServerSnapshot());
  private readonly stop = client.session.toStore().subscribe((state) => this.session.set(state));

  async logIn() {
    await client.login(new URLSearchParams(location.search).get('authToken') ?? '');
  }

  ngOnDestroy() {
    this.stop();
  }
}

bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
