/** Figures and times as people read them. */
const BYTES = ['B', 'KB', 'MB', 'GB'] as const;

export function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), BYTES.length - 1);
  const value = bytes / 1024 ** power;
  return `${value >= 100 || power === 0 ? value.toFixed(0) : value.toFixed(1)} ${BYTES[power] ?? 'B'}`;
}

export function countText(count: number): string {
  return count.toLocaleString('en');
}

export function timeText(iso: string): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return isToday ? time : `${at.toLocaleDateString('en-CA')} ${time}`;
}

export function wordsOf(name: string): string {
  return name.replaceAll('_', ' ');
}
