import { beforeEach, describe, expect, it } from 'vitest';

import { AMARA, KEZIAH, ROW } from './client/samples';
import { forgetDrafts, giveBack, keepDraft, readDraft } from './drafts';
import { askedAt, bodyOf, withPerson, wordsOf } from './mentions';
import { grouped, nameOf } from './roomList';
import { dayWords, moment } from './when';

const UUID = '0190b1c0-0000-7000-8000-000000000001';

describe('people in words', () => {
  const person = { ...KEZIAH, id: UUID };

  it('sends ids for the names of people who were chosen, and for nobody else', () => {
    expect(bodyOf({ text: 'Hi @Keziah Boateng and @Tom ', people: [person] })).toBe(`Hi <@${UUID}> and @Tom`);
  });

  it('shows names when a message is edited, and keeps an id that it does not know', () => {
    const other = UUID.replace('1', '2');
    expect(wordsOf(`<@${UUID}>, <@${other}>`, [person]).text).toBe(`@Keziah Boateng, <@${other}>`);
  });

  it.each([
    ['Hi @ke', 6, { from: 3, search: 'ke' }],
    ['@', 1, { from: 0, search: '' }],
    ['me@example', 10, null],
    ['Hi @ke later', 6, { from: 3, search: 'ke' }],
    ['no one', 6, null],
  ])('knows what is looked for in “%s”', (text, caret, expected) => {
    expect(askedAt(text, caret)).toEqual(expected);
  });

  it('puts a person in the place of what was typed', () => {
    const next = withPerson({ text: 'Hi @ke!', people: [] }, { from: 3, search: 'ke' }, person);
    expect(next.words.text).toBe('Hi @Keziah Boateng !');
    expect(next.caret).toBe(19);
    expect(bodyOf(next.words)).toBe(`Hi <@${UUID}> !`);
  });
});

describe('drafts', () => {
  const place = { me: 'u1', room: 'r1', thread: null };
  beforeEach(forgetDrafts);

  it('are kept for each room and thread, over a reload', () => {
    keepDraft(place, { text: 'Half a thought', people: [] });
    forgetDrafts();
    expect(readDraft(place).text).toBe('Half a thought');
    expect(readDraft({ ...place, thread: 'm1' }).text).toBe('');
    expect(readDraft({ ...place, me: 'u2' }).text).toBe('');
  });

  it('go when they are sent', () => {
    keepDraft(place, { text: 'Sent', people: [] });
    keepDraft(place, { text: '', people: [] });
    expect(window.localStorage).toHaveLength(0);
  });

  it('take back what was refused without losing what was begun', () => {
    keepDraft(place, { text: 'begun', people: [] });
    giveBack(place, { text: 'refused', people: [AMARA] });
    expect(readDraft(place)).toEqual({ text: 'refused\nbegun', people: [AMARA] });
  });

  it('begin empty when what was kept cannot be read', () => {
    window.localStorage.setItem('accredit.draft.u1.r1', '{"text":');
    expect(readDraft(place).text).toBe('');
  });
});

describe('the list of rooms', () => {
  const topic = { ...ROW, id: 'r2', name: 'Case questions', unread: 2, mentions: 1 };
  const muted = { ...ROW, id: 'r3', name: 'Travel', unread: 9, is_muted: true };
  const direct = { ...ROW, id: 'd1', kind: 'direct', activity: null, person: KEZIAH } as const;

  it('puts topics under their activity and rooms of two apart; muted ones do not count', () => {
    const { groups, direct: two } = grouped([topic, direct, muted, { ...ROW, unread: 1 }]);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ main: { id: 'r1' }, unread: 3, mentions: 1 });
    expect(groups[0]?.topics.map(({ id }) => id)).toEqual(['r2', 'r3']);
    expect(two.map(nameOf)).toEqual(['Keziah Boateng']);
  });

  it('names a room by its topic, else by what it is about', () => {
    expect(nameOf(topic)).toBe('Case questions');
    expect(nameOf(ROW)).toBe('The deteriorating patient');
  });
});

describe('when', () => {
  const now = new Date(2026, 10, 22, 12).getTime();
  const at = (day: number, hour = 17) => new Date(2026, 10, day, hour, 30).toISOString();

  it('names days as people do', () => {
    expect(dayWords(at(22), 'en-GB', now)).toBe('today');
    expect(dayWords(at(21), 'en-GB', now)).toBe('yesterday');
    expect(dayWords(at(20), 'en-GB', now)).toBe('Friday 20 November');
  });

  it('leaves out the day of what was today', () => {
    expect(moment(at(22, 8), 'en-GB', now)).toBe('08:30');
    expect(moment(at(21), 'en-GB', now)).toBe('yesterday, 17:30');
  });
});
