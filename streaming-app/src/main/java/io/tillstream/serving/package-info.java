/**
 * Models in the job: one copy a process and version, changed in the background when the registry
 * points at another version, and what is said when one is refused. Knows no capability.
 */
package io.tillstream.serving;
