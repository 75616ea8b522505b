import { Kbd } from '@/components';
import { cx } from '@/lib/cx';

import type { Command } from './useCommands';

export function optionId(listId: string, id: string): string {
  return `${listId}-${id.replace(/\W+/g, '-')}`;
}

interface CommandListProps {
  id: string;
  label: string;
  items: readonly Command[];
  active: Command | undefined;
  onPoint: (id: string) => void;
  onRun: (command: Command) => void;
}

/** The options of the combobox, by group. They never take the focus. */
export function CommandList({ id, label, items, active, onPoint, onRun }: CommandListProps) {
  const groups = [...new Set(items.map(({ group }) => group))];
  return (
    <div id={id} role="listbox" aria-label={label} className="min-h-0 flex-1 overflow-y-auto px-2.5 pb-3">
      {groups.map((group, number) => (
        <div key={group} role="group" aria-labelledby={`${id}-group-${number}`}>
          <p
            id={`${id}-group-${number}`}
            className="truncate px-2.5 pt-4 pb-1.5 text-xs font-medium text-ink-3"
          >
            {group}
          </p>
          {items
            .filter((item) => item.group === group)
            .map((item) => (
              <button
                key={item.id}
                id={optionId(id, item.id)}
                type="button"
                role="option"
                aria-selected={item === active}
                tabIndex={-1}
                onMouseDown={(event) => event.preventDefault()}
                onMouseMove={() => onPoint(item.id)}
                onClick={() => onRun(item)}
                className={cx(
                  'flex min-h-11 w-full scroll-my-3 items-center gap-3 rounded-sm px-2.5 py-1.5 text-start text-ui wide:min-h-10',
                  item === active && 'bg-tint shadow-[inset_3px_0_0_var(--primary)]',
                )}
              >
                <item.Icon size={17} strokeWidth={1.75} aria-hidden className="flex-none text-ink-3" />
                <span className="flex min-w-0 flex-1 justify-between gap-x-4 max-wide:flex-col">
                  <span className="wide:truncate">{item.label}</span>
                  {item.detail && (
                    <span className="text-sm text-ink-3 wide:max-w-[45%] wide:flex-none wide:truncate">
                      {item.detail}
                    </span>
                  )}
                </span>
                {item.keys && (
                  <span aria-hidden className="flex gap-1 max-wide:hidden">
                    {item.keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </span>
                )}
              </button>
            ))}
        </div>
      ))}
    </div>
  );
}
