/**
 * A hundred and more calls of the JDK that block, each in a method of its own, and calls that do not. The agent's tests run them,
 * and so does the comparison with others.
 */
package dev.bascule.inspect.agent.program.probe;
