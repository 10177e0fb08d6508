/** Columns that lists have in common: title, width, and what they are ordered by. */
export const ADDRESS = { title: 'Address', width: '8.5rem', narrow: '6.2rem', sort: 'address' } as const;
export const NAME = { title: 'Name', width: 'minmax(8rem, 1fr)', narrow: 'minmax(0, 1fr)', sort: 'name' } as const;
export const BYTES = { title: 'Bytes', width: '5.5rem', narrow: '3.7rem', sort: 'size' } as const;
export const USERS = { title: 'Users', width: '5rem' } as const;
export const TYPE = { title: 'Type', width: '6rem', isWide: true } as const;
