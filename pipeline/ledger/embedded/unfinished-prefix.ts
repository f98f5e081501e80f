/** How folders are called that are swept away on the next start, if a killed process leaves them. */
export const unfinishedPrefix = 'postgres.new-';
