/** Where this machine's programs are looked for. */
export const HOST_PATH = process.env['PATH'] ?? '';
