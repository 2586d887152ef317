package io.tillstream.sandbox.shop;

import io.tillstream.sandbox.shop.Fashion.Silhouette;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;

/** The outlines of garments on a square of 64 by 64. */
final class Outlines {
    private Outlines() {}

    static Shape of(Silhouette silhouette) {
        return switch (silhouette) {
            case A_LINE -> path(25, 6, 39, 6, 42, 14, 38, 28, 54, 58, 10, 58, 26, 28, 22, 14);
            case SHEATH -> path(25, 6, 39, 6, 42, 14, 40, 28, 42, 58, 22, 58, 24, 28, 22, 14);
            case BOXY ->
                    path(
                            22, 14, 42, 14, 58, 24, 53, 33, 47, 29, 47, 52, 17, 52, 17, 29, 11, 33,
                            6, 24);
            case FITTED ->
                    path(
                            24, 12, 29, 17, 35, 17, 40, 12, 43, 24, 38, 36, 42, 54, 22, 54, 26, 36,
                            21, 24);
            case STRAIGHT -> path(20, 6, 44, 6, 45, 59, 35, 59, 32, 22, 29, 59, 19, 59);
            case WIDE_LEG -> path(22, 6, 42, 6, 57, 59, 37, 59, 32, 26, 27, 59, 7, 59);
            case PENCIL -> path(22, 14, 42, 14, 44, 26, 40, 54, 24, 54, 20, 26);
            case FLARED -> path(25, 16, 39, 16, 58, 48, 45, 52, 32, 53, 19, 52, 6, 48);
            case CROPPED -> jacket(40);
            case LONGLINE -> jacket(60);
            case TOTE -> tote();
            case CLUTCH -> new RoundRectangle2D.Double(7, 23, 50, 24, 8, 8);
        };
    }

    private static Shape jacket(int hem) {
        Area body = new Area(path(23, 8, 41, 8, 46, 14, 46, hem, 18, hem, 18, 14));
        body.add(new Area(path(41, 8, 52, 14, 60, 38, 52, 40, 45, 22)));
        body.add(new Area(path(23, 8, 12, 14, 4, 38, 12, 40, 19, 22)));
        body.subtract(new Area(path(28, 8, 36, 8, 32, 22)));
        return body;
    }

    private static Shape tote() {
        Area bag = new Area(path(12, 28, 52, 28, 48, 58, 16, 58));
        Area handle = new Area(new RoundRectangle2D.Double(20, 8, 24, 34, 20, 20));
        handle.subtract(new Area(new RoundRectangle2D.Double(24, 12, 16, 34, 14, 14)));
        bag.add(handle);
        return bag;
    }

    private static Path2D path(int... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }
}
