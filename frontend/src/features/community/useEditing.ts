import { useCallback, useRef, useState, type RefObject } from 'react';

/**
 * Which message is being changed. Begun from the field where one writes, the focus goes back there when it is done;
 * begun at the message, it stays with the message.
 */
export function useEditing(
  field: RefObject<HTMLTextAreaElement | null>,
): [string | null, (message: string | null) => void] {
  const [editing, setEditing] = useState<string | null>(null);
  const fromField = useRef(false);
  const edit = useCallback(
    (message: string | null) => {
      if (message !== null) fromField.current = document.activeElement === field.current;
      else if (fromField.current) field.current?.focus();
      setEditing(message);
    },
    [field],
  );
  return [editing, edit];
}
