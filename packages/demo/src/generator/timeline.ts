interface Action {
  time: number;
  order: number;
  run(time: number): void;
}

/** What happens in one repository, in the order of time. */
export class Timeline {
  private readonly actions: Action[] = [];
  private planned = 0;

  /** @param end - what lies at or after it has not happened yet */
  constructor(private readonly end: number) {}

  /** Of two actions at one time, the one planned first runs first. */
  plan(time: number, run: (time: number) => void): void {
    const action = { time, order: this.planned++, run };
    let place = this.actions.length;
    while (place > 0 && this.actions[place - 1].time > time) place--;
    this.actions.splice(place, 0, action);
  }

  /** Runs everything that has happened, also what is planned meanwhile. */
  play(): void {
    for (;;) {
      const action = this.actions.shift();
      if (!action || action.time >= this.end) return;
      action.run(action.time);
    }
  }
}
