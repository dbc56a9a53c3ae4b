/** Notifications of the operating system. A click brings the window of the workspace to the front and shows the run. Test: test/e2e/desktop.spec.ts. */
import { Notification } from 'electron';

/** Held until they are closed, because a collected notification no longer hears its click. */
const shown = new Set<Notification>();

export const notify = (title: string, body: string, onClick: () => void): void => {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  shown.add(notification);
  const forget = (): void => void shown.delete(notification);
  notification.on('click', () => {
    forget();
    onClick();
  });
  notification.on('close', forget);
  notification.on('failed', forget);
  notification.show();
};
