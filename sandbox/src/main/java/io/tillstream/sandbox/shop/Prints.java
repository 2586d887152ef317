package io.tillstream.sandbox.shop;

import io.tillstream.sandbox.shop.Fashion.Pattern;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Draws the patterns over the whole square; the caller clips to the garment. */
final class Prints {
    private static final int EDGE = 80;

    private Prints() {}

    static void draw(Pattern pattern, Graphics2D g, Rng rng) {
        double phase = rng.unit() * 8;
        switch (pattern) {
            case PLAIN -> {}
            case STRIPES -> stripes(g, phase, 8 + rng.unit() * 1.5);
            case CHECKS -> checks(g, phase, 9 + rng.unit() * 1.5);
            case DOTS -> dots(g, phase, 8 + rng.unit() * 1.5);
            case FLORAL -> flowers(g, phase, rng);
            case ZIGZAG -> zigzag(g, phase, 9 + rng.unit() * 1.5);
        }
    }

    private static void stripes(Graphics2D g, double phase, double step) {
        for (double y = phase - step; y < EDGE; y += step) {
            g.fill(new Rectangle2D.Double(-8, y, EDGE + 16, step * 0.42));
        }
    }

    private static void checks(Graphics2D g, double phase, double step) {
        g.setStroke(new BasicStroke(1.8f));
        for (double at = phase - step; at < EDGE; at += step) {
            g.draw(new Line2D.Double(at, -8, at, EDGE));
            g.draw(new Line2D.Double(-8, at, EDGE, at));
        }
        g.setStroke(new BasicStroke(1f));
    }

    private static void dots(Graphics2D g, double phase, double step) {
        int row = 0;
        for (double y = phase - step; y < EDGE; y += step * 0.8) {
            double shift = row++ % 2 == 0 ? 0 : step / 2;
            for (double x = phase - step + shift; x < EDGE; x += step) {
                g.fill(new Ellipse2D.Double(x, y, 3.6, 3.6));
            }
        }
    }

    private static void flowers(Graphics2D g, double phase, Rng rng) {
        double step = 14;
        for (double y = phase - step; y < EDGE; y += step) {
            for (double x = phase - step; x < EDGE; x += step) {
                double cx = x + rng.unit() * 5;
                double cy = y + rng.unit() * 5;
                double turn = rng.unit();
                for (int petal = 0; petal < 5; petal++) {
                    double angle = (petal + turn) * 2 * StrictMath.PI / 5;
                    double px = cx + 3.1 * StrictMath.cos(angle);
                    double py = cy + 3.1 * StrictMath.sin(angle);
                    g.fill(new Ellipse2D.Double(px - 2.1, py - 2.1, 4.2, 4.2));
                }
            }
        }
    }

    private static void zigzag(Graphics2D g, double phase, double step) {
        g.setStroke(new BasicStroke(2.6f));
        for (double y = phase - step; y < EDGE; y += step) {
            Path2D line = new Path2D.Double();
            line.moveTo(-8, y);
            int tooth = 0;
            for (double x = -8; x < EDGE; x += 4.5) {
                line.lineTo(x, y + (tooth++ % 2 == 0 ? 5 : 0));
            }
            g.draw(line);
        }
        g.setStroke(new BasicStroke(1f));
    }
}
