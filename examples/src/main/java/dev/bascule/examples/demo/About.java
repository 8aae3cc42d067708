package dev.bascule.examples.demo;

/**
 * What a scenario is about.
 *
 * @param name what it is called on the command line
 * @param title the problem in one line
 * @param pythonName what a Python programmer knows it as
 * @param why why the wrong way goes wrong, and what Bascule does instead
 */
record About(String name, String title, String pythonName, String why) {}
