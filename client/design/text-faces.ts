/**
 * The Chinese faces of the product, known to the browser once this is loaded. They are cut by unicode-range, so that a screen
 * fetches only the characters it shows.
 */
import '@fontsource/noto-sans-sc/400.css'
import '@fontsource/noto-sans-sc/500.css'
import '@fontsource/noto-sans-sc/600.css'
import './mark-faces.css'
