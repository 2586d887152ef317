/** The database: its tables, how rows get into them, and the schemas of all topics. */
package io.tillstream.schemas;
