/** Whose jobs these are while authentication is off: one key for all who reach the loopback address. */
export const LOCAL_OWNER = 'local';
