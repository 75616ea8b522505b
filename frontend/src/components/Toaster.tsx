import { X } from 'lucide-react';
import { Toast } from 'radix-ui';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

import { IconButton } from './Button';
import { toasts } from './toast';

const SHOWN_MS = 8000;

/** Loaded with the first toast; see `ToastHost`. */
export default function Toaster() {
  const { t } = useTranslation();
  const messages = useSyncExternalStore(toasts.subscribe, toasts.current);
  return (
    <Toast.Provider duration={SHOWN_MS} swipeDirection="down">
      {messages.map((message) => (
        <Toast.Root
          key={message.id}
          type="background"
          onOpenChange={(open) => {
            if (!open) toasts.dismiss(message.id);
          }}
          className="flex animate-rise items-center gap-2 rounded-md bg-night py-1.5 ps-4 pe-1.5 text-ui text-on-night shadow-3"
        >
          <Toast.Description className="flex-1 py-2">{message.text}</Toast.Description>
          {message.undo && (
            <Toast.Action
              altText={message.undo.label}
              onClick={message.undo.run}
              className="h-10 rounded-sm px-3 font-semibold hover:bg-white/10"
            >
              {message.undo.label}
            </Toast.Action>
          )}
          <Toast.Close asChild>
            <IconButton label={t('dismiss')} className="!text-on-night-2 hover:!bg-white/10">
              <X size={17} strokeWidth={1.75} aria-hidden />
            </IconButton>
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport className="fixed inset-x-5 bottom-24 z-(--z-toast) flex flex-col gap-2 wide:inset-x-auto wide:end-8 wide:bottom-8 wide:w-96" />
    </Toast.Provider>
  );
}
