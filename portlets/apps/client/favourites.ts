import type { BusinessSystem } from '../contract/systems.ts';

/** Favourites in their order, then the others in the order of the sso-server. */
export function inOrder(
  systems: readonly BusinessSystem[],
  favourites: readonly string[],
): readonly BusinessSystem[] {
  const chosen = favourites.flatMap((id) => systems.find((system) => system.clientId === id) ?? []);
  return [...chosen, ...systems.filter((system) => !favourites.includes(system.clientId))];
}

/** With `id` as the last favourite, or without it. */
export function toggled(favourites: readonly string[], id: string): string[] {
  return favourites.includes(id) ? favourites.filter((other) => other !== id) : [...favourites, id];
}

/**
 * With `id` moved past its neighbour among those that are shown. Favourites that cannot be opened just now keep
 * their places: they may come back.
 */
export function moved(
  favourites: readonly string[],
  shown: readonly string[],
  id: string,
  step: -1 | 1,
): string[] {
  const visible = favourites.filter((other) => shown.includes(other));
  const neighbour = visible[visible.indexOf(id) + step];
  if (neighbour === undefined || !visible.includes(id)) return [...favourites];
  return favourites.map((other) => (other === id ? neighbour : other === neighbour ? id : other));
}
