/**
 * Fixed-point numbers: the primitives of the number contract ({@code docs/arithmetic.md}). Nothing
 * here knows of networks.
 */
package org.lstmc.core.number;
