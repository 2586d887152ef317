/** Tables and views of any Tillstream database as files for spreadsheets, of any size. */
package io.tillstream.sandbox.export;
