/**
 * The training engine on libtorch (through JavaCPP); the only package that knows of it. Native
 * memory: whatever lives for one step is made inside a PointerScope, whatever lives longer is
 * closed by its session.
 */
package org.lstmc.core.train.torch;
