/**
 * Models written for other tools: C for microcontrollers, ONNX and safetensors. Each artefact names
 * the number contract it follows.
 */
package org.lstmc.core.export;
