package io.tillstream.sandbox.export;

import io.tillstream.sandbox.export.Relation.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Rows as a workbook, written as they come. Beyond the rows that a sheet can hold another one
 * begins. Texts are cells of text, which no spreadsheet computes.
 */
final class WorkbookWriter implements AutoCloseable {
    /** Of a sheet, the header among them. */
    static final int MOST_ROWS = 1_048_576;

    private static final int MOST_CHARACTERS = 32_767;
    private static final int FLUSHED = 1_000;

    /** Beyond it a spreadsheet, which computes in floating point, changes digits. */
    private static final BigDecimal EXACT = BigDecimal.valueOf(1L << 53);

    private final Workbook workbook;
    private final Relation relation;
    private Worksheet sheet;
    private int sheets;
    private int row;
    private long rows;

    WorkbookWriter(OutputStream out, Relation relation) {
        this.workbook = new Workbook(out, "tillstream", "1.0");
        this.relation = relation;
        newSheet();
    }

    private void newSheet() {
        sheets++;
        String name = relation.name().substring(0, Math.min(25, relation.name().length()));
        sheet = workbook.newWorksheet(sheets == 1 ? name : name + " " + sheets);
        sheet.freezePane(0, 1);
        for (int i = 0; i < relation.columns().size(); i++) {
            Column column = relation.columns().get(i);
            sheet.inlineString(0, i, column.name());
            sheet.style(0, i).bold().set();
            sheet.width(i, column.isTime() ? 20 : 14);
        }
        row = 1;
    }

    /** The row that a result stands on. */
    void write(ResultSet result) throws SQLException, IOException {
        if (row == MOST_ROWS) {
            sheet.finish();
            newSheet();
        }
        for (int i = 0; i < relation.columns().size(); i++) {
            write(result, i, relation.columns().get(i));
        }
        row++;
        rows++;
        if (row % FLUSHED == 0) {
            sheet.flush();
        }
    }

    private void write(ResultSet result, int at, Column column) throws SQLException {
        if (column.isTime()) {
            OffsetDateTime time = result.getObject(at + 1, OffsetDateTime.class);
            if (time != null) {
                sheet.value(row, at, time.atZoneSameInstant(ZoneOffset.UTC).toLocalDateTime());
                sheet.style(row, at).format("yyyy-mm-dd hh:mm:ss").set();
            }
        } else if (column.isDate()) {
            LocalDate day = result.getObject(at + 1, LocalDate.class);
            if (day != null) {
                sheet.value(row, at, day);
                sheet.style(row, at).format("yyyy-mm-dd").set();
            }
        } else if (column.isFlag()) {
            boolean flag = result.getBoolean(at + 1);
            if (!result.wasNull()) {
                sheet.value(row, at, flag);
            }
        } else {
            String text = result.getString(at + 1);
            if (text != null && !(column.isNumber() && isWritten(text, at))) {
                sheet.inlineString(row, at, cell(text));
            }
        }
    }

    /** False of what is no number to a spreadsheet: not a number, infinite, or too many digits. */
    private boolean isWritten(String text, int at) {
        if (!Character.isDigit(text.charAt(text.length() - 1))) {
            return false;
        }
        BigDecimal number = new BigDecimal(text);
        if (number.abs().compareTo(EXACT) > 0 && number.scale() <= 0) {
            return false;
        }
        sheet.value(row, at, number);
        return true;
    }

    /** Without what XML cannot hold, and no longer than a cell. */
    private static String cell(String text) {
        String cut = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
        return cut.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "?");
    }

    long rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        sheet.finish();
        workbook.finish();
    }
}
