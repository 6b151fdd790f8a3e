import { PHOTO_SIDE_SENT } from '#contract/file.ts'
import { scaledSize } from './scaled-size.ts'

/** How much of a photo's detail is kept: water stains and number plates stay readable, a photo stays below half a megabyte. */
const QUALITY = 0.82

/**
 * A photo as it goes out: upright, at most `PHOTO_SIDE_SENT` pixels a side, drawn anew, so that nothing the camera wrote beside
 * it leaves the phone. Rejects when the browser cannot read it as a picture.
 */
export async function scalePhoto(photo: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(photo, { imageOrientation: 'from-image' })
  try {
    const { width, height } = scaledSize(bitmap, PHOTO_SIDE_SENT)
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    const context = canvas.getContext('2d')
    if (!context) throw new Error('this browser draws no pictures')
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, 0, 0, width, height)
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large'))), 'image/jpeg', QUALITY),
    )
  } finally {
    bitmap.close()
  }
}
