package dev.bascule.inspect.model;

/**
 * A call at which many paths end, since it could go to too many methods.
 *
 * @param method the one that is called
 * @param paths how many end there
 * @param advice the catalogue row that would settle it
 */
public record Hub(Finding.Target method, int paths, String advice) {}
