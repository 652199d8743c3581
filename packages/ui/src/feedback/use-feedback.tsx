import { Modal, message, notification } from 'antd';

// antd's static `message`, `notification` and `Modal.confirm` know neither theme, language nor nonce; these
// hooks do, so the static forms are not exported.

/** Short messages at the top of the page. Returns `[api, holder]`; render the holder once. */
export function useMessage(): ReturnType<typeof message.useMessage> {
  return message.useMessage();
}

/** Notices in the corner of the page. Returns `[api, holder]`; render the holder once. */
export function useNotification(): ReturnType<typeof notification.useNotification> {
  return notification.useNotification();
}

/** Dialogs asked from code: `await api.confirm({ title })`. Returns `[api, holder]`; render the holder once. */
export function useModal(): ReturnType<typeof Modal.useModal> {
  return Modal.useModal();
}
