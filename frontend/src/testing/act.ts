import React from 'react';
import { flushSync } from 'react-dom';
import { unstable_IdlePriority as LAST, unstable_scheduleCallback as schedule } from 'scheduler';

/** When React has done what it put off: its idle work comes after all other. */
const settled = () => new Promise<void>((done) => void schedule(LAST, () => done()));

/** When whatever was due at once has happened, and is on the page. */
export async function shown<T>(run: () => Promise<T>): Promise<T> {
  const result = await run();
  await new Promise((done) => setTimeout(done));
  await settled();
  return result;
}

// The tests run the build of React that people get: it is quicker by a fifth, and has no `act`, in which the testing
// library wraps what it renders and fires. It must stand before that library is loaded.
Object.assign(React, {
  act: <T>(run: () => T) => {
    const result = flushSync(run);
    return Promise.resolve(result).then(async (value) => settled().then(() => value));
  },
});
