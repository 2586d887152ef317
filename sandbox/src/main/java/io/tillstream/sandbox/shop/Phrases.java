package io.tillstream.sandbox.shop;

import java.util.List;

/**
 * The words of social posts. {@code {c}} is a colour, {@code {g}} a garment, {@code {b}} a brand.
 */
public final class Phrases {
    static final String[] LANGUAGES = {"en", "de", "fr", "es", "it"};
    static final String[][] REGIONS = {
        {"GB", "IE", "US"},
        {"DE-BE", "DE-BY", "AT"},
        {"FR", "FR-IDF", "BE"},
        {"ES-MD", "ES-CT"},
        {"IT-25", "IT"}
    };

    private static final String[][] COLOURS = {
        {"black", "white", "red", "blue", "green", "yellow", "pink", "beige"},
        {"Schwarz", "Weiß", "Rot", "Blau", "Grün", "Gelb", "Rosa", "Beige"},
        {"noir", "blanc", "rouge", "bleu", "vert", "jaune", "rose", "beige"},
        {"negro", "blanco", "rojo", "azul", "verde", "amarillo", "rosa", "beige"},
        {"nero", "bianco", "rosso", "blu", "verde", "giallo", "rosa", "beige"},
    };
    private static final String[][] GARMENTS = {
        {"dress", "top", "trousers", "skirt", "jacket", "bag"},
        {"Kleid", "Top", "Hose", "Rock", "Jacke", "Tasche"},
        {"robe", "haut", "pantalon", "jupe", "veste", "sac"},
        {"vestido", "top", "pantalón", "falda", "chaqueta", "bolso"},
        {"vestito", "top", "pantaloni", "gonna", "giacca", "borsa"},
    };
    private static final String[][] SENTENCES = {
        {
            "Can't stop wearing this {g} in {c} 😍",
            "New in my wardrobe: {b} {g}, {c} again. \"Obsessed\" is the word",
            "Seen everywhere this week: {c}! My {g} by {b}",
            "Outfit of the day, {g} in {c}. What do you think?",
            "Returned the {g} from {b}, the {c} was nothing like the photo"
        },
        {
            "Mein neues Lieblingsstück: {g} in {c} 😍",
            "Überall sehe ich gerade {c}. Hier mein {g} von {b}",
            "{b} kann es einfach: {g} in {c}, passt perfekt",
            "Heute getragen: {g} in {c}. Was meint ihr?"
        },
        {
            "Ma nouvelle {g} en {c}, je l'adore 😍",
            "On ne voit que du {c} cette semaine ! Ici : {g} {b}",
            "Tenue du jour : {g} en {c}. Vous en pensez quoi ?"
        },
        {
            "¡Me encanta! {g} en {c} de {b} 😍",
            "Esta semana todo es {c}. Mi {g} favorito",
            "El look de hoy: {g} en {c}. ¿Qué os parece?"
        },
        {
            "Il mio nuovo {g} in {c}, lo adoro 😍",
            "Questa settimana si vede solo {c}. {g} di {b}",
            "Outfit di oggi: {g} in {c}. Che ne pensate?"
        },
    };

    private Phrases() {}

    static String sentence(int language, Product product, Rng rng) {
        return rng.of(SENTENCES[language])
                .replace("{c}", COLOURS[language][product.look.palette().ordinal()])
                .replace("{g}", GARMENTS[language][product.category])
                .replace("{b}", product.brand);
    }

    /** The colour that a sentence names, as the catalogue has it; null if none. */
    public static String colourIn(String sentence, String language) {
        int named = named(sentence, COLOURS, language);
        return named < 0 ? null : Fashion.Palette.values()[named].label();
    }

    /** The category of the garment that a sentence names; null if none. */
    public static String garmentIn(String sentence, String language) {
        int named = named(sentence, GARMENTS, language);
        return named < 0 ? null : Fashion.CATEGORIES[named];
    }

    /** The brand that a sentence names; null if none. */
    public static String brandIn(String sentence) {
        int named = indexIn(sentence, Fashion.BRANDS);
        return named < 0 ? null : Fashion.BRANDS[named];
    }

    private static int named(String sentence, String[][] words, String language) {
        int at = List.of(LANGUAGES).indexOf(language);
        return at < 0 ? -1 : indexIn(sentence, words[at]);
    }

    private static int indexIn(String sentence, String[] words) {
        List<String> said = List.of(sentence.split("[^\\p{L}]+", -1));
        for (int i = 0; i < words.length; i++) {
            if (said.contains(words[i])) {
                return i;
            }
        }
        return -1;
    }
}
