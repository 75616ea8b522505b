import type { RoomStanding, ServerFrame } from './frames';

type Said = Extract<ServerFrame, { type: 'presence' | 'crowd' }>;

/** Who is in a room at the moment: by name, or of a crowd how many. */
export class Company {
  people: ReadonlySet<string> = new Set();
  count = 0;

  standsAt({ here, here_count: count }: RoomStanding): void {
    this.people = new Set(here);
    this.count = count;
  }

  hear(frame: Said): void {
    if (frame.type === 'crowd') {
      this.people = new Set();
      this.count = frame.count;
      return;
    }
    const others = [...this.people].filter((id) => id !== frame.by);
    this.people = new Set(frame.is_here ? [...others, frame.by] : others);
    this.count = this.people.size;
  }
}
