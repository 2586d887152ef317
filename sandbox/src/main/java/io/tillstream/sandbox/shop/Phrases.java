package io.tillstream.sandbox.shop;

/**
 * The words of social posts. {@code {c}} is a colour, {@code {g}} a garment, {@code {b}} a brand.
 */
final class Phrases {
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
}
