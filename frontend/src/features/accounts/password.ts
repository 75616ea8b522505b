/** The server has the last word; this one only spares a round trip. */
export const SHORTEST_PASSWORD = 10;
