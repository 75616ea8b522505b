import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { isApiError } from '@/api';
import { ErrorState, Loading, Skeleton } from '@/components';

import { NotInRoom } from '../components/NotInRoom';
import { Room } from '../components/Room';
import '../messages';
import { roomQuery } from '../queries';

export function RoomPage() {
  const { room = '' } = useParams();
  return <OneRoom key={room} room={room} />;
}

function OneRoom({ room }: { room: string }) {
  const { t } = useTranslation('community');
  const { data, error, refetch } = useQuery(roomQuery(room));
  if (isApiError(error) && error.isNotFound) return <NotInRoom room={room} />;
  if (data) return <Room room={data} />;
  if (error) {
    return <ErrorState page title={t('room.errorTitle')} error={error} retry={() => void refetch()} />;
  }
  return (
    <Loading>
      <div className="grid gap-7 px-5 pt-6 wide:px-10">
        {[0, 1, 2, 3].map((row) => (
          <div key={row} className="flex gap-4">
            <Skeleton className="size-[38px] flex-none !rounded-full" />
            <div className="grid flex-1 gap-2">
              <Skeleton className="h-4 w-40" />
              <Skeleton className="h-4 w-full max-w-[560px]" />
            </div>
          </div>
        ))}
      </div>
    </Loading>
  );
}
