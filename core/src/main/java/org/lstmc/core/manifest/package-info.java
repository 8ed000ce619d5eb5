/**
 * Files of a model: the manifest ({@code model.json}), the tensors beside it (safetensors), atomic
 * writing, hashes and the lock that keeps two writers apart. Format: {@code docs/manifest.md}.
 */
package org.lstmc.core.manifest;
