/**
 * What a network is and what is done to it, free of hardware. Here: the one exception that users
 * see, and the version.
 */
package org.lstmc.core;
