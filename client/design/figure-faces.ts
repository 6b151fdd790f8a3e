/** Figures are set in a face of the product on every screen: few characters, and few bytes. */
import '@fontsource/barlow-semi-condensed/latin-400.css'
import '@fontsource/barlow-semi-condensed/latin-500.css'
import '@fontsource/barlow-semi-condensed/latin-ext-500.css'
