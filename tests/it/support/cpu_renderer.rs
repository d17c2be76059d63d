//! Draws what egui has laid out without a graphics card, so that pictures can be compared on any machine.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    clippy::many_single_char_names,
    reason = "pixels are counted in whole numbers and placed in fractions, and an edge is exactly on a point or not"
)]
#![allow(
    clippy::iter_over_hash_type,
    reason = "textures do not depend on each other, so their order is of no account"
)]

use std::collections::HashMap;

use egui::epaint::{ImageDelta, Primitive, Vertex};
use egui::{
    Color32, ColorImage, Context, FullOutput, ImageData, Mesh, Pos2, Rect, TextureId, TexturesDelta,
};
use egui_kittest::TestRenderer;
use image::{Rgba, RgbaImage};

/// Draws triangles with their textures, blended as the graphics card would.
#[derive(Default)]
pub(crate) struct CpuRenderer {
    textures: HashMap<TextureId, ColorImage>,
}

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, images) in delta.set.drain() {
            for image in images {
                self.take(id, image);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, context: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = output.pixels_per_point;
        let size = context.content_rect().size() * scale;
        let mut canvas = Canvas::new(size.x.round() as u32, size.y.round() as u32);
        for clipped in context.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = &clipped.primitive else {
                return Err("callbacks cannot be drawn".to_owned());
            };
            let Some(texture) = self.textures.get(&mesh.texture_id) else {
                return Err(format!("there is no texture {:?}", mesh.texture_id));
            };
            canvas.draw_mesh(mesh, texture, clipped.clip_rect * scale, scale);
        }
        Ok(canvas.into_image())
    }
}

impl CpuRenderer {
    fn take(&mut self, id: TextureId, delta: ImageDelta) {
        let ImageData::Color(image) = delta.image;
        let Some([left, top]) = delta.pos else {
            self.textures.insert(id, (*image).clone());
            return;
        };
        let whole = self
            .textures
            .get_mut(&id)
            .expect("a patch belongs to a known texture");
        for y in 0..image.size[1] {
            for x in 0..image.size[0] {
                whole[(left + x, top + y)] = image[(x, y)];
            }
        }
    }
}

struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<[f32; 4]>,
}

impl Canvas {
    fn new(width: u32, height: u32) -> Self {
        let pixels = vec![[0.0, 0.0, 0.0, 255.0]; (width * height) as usize];
        Self {
            width,
            height,
            pixels,
        }
    }

    fn draw_mesh(&mut self, mesh: &Mesh, texture: &ColorImage, clip: Rect, scale: f32) {
        for corners in mesh.indices.chunks_exact(3) {
            let corners = [corners[0], corners[1], corners[2]].map(|index| {
                let mut vertex = mesh.vertices[index as usize];
                vertex.pos = (vertex.pos.to_vec2() * scale).to_pos2();
                vertex
            });
            self.draw_triangle(corners, texture, clip);
        }
    }

    fn draw_triangle(&mut self, [a, mut b, mut c]: [Vertex; 3], texture: &ColorImage, clip: Rect) {
        // Windings differ in egui; one of them keeps the rule on edges simple.
        if doubled_area(a.pos, b.pos, c.pos) < 0.0 {
            std::mem::swap(&mut b, &mut c);
        }
        let area = doubled_area(a.pos, b.pos, c.pos);
        if area <= 0.0 {
            return;
        }
        let bounds = Rect::from_points(&[a.pos, b.pos, c.pos]).intersect(clip);
        let range = |low: f32, high: f32, most: u32| {
            (low.floor().max(0.0) as u32)..(high.ceil().max(0.0) as u32).min(most)
        };
        for y in range(bounds.top(), bounds.bottom(), self.height) {
            for x in range(bounds.left(), bounds.right(), self.width) {
                let centre = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
                if !clip.contains(centre) {
                    continue;
                }
                let edges = [(b.pos, c.pos), (c.pos, a.pos), (a.pos, b.pos)];
                let shares = edges.map(|(from, to)| doubled_area(from, to, centre));
                let is_inside = |place: usize| {
                    shares[place] > 0.0 || (shares[place] == 0.0 && owns_edge(edges[place]))
                };
                if (0..3).all(is_inside) {
                    let shares = shares.map(|share| share / area);
                    self.blend(x, y, shaded([a, b, c], shares, texture));
                }
            }
        }
    }

    /// Puts a premultiplied colour over what is there.
    fn blend(&mut self, x: u32, y: u32, colour: [f32; 4]) {
        let pixel = &mut self.pixels[(y * self.width + x) as usize];
        let rest = 1.0 - colour[3] / 255.0;
        for (old, new) in pixel.iter_mut().zip(colour) {
            *old = new + *old * rest;
        }
    }

    fn into_image(self) -> RgbaImage {
        RgbaImage::from_fn(self.width, self.height, |x, y| {
            let pixel = self.pixels[(y * self.width + x) as usize];
            Rgba(pixel.map(|channel| channel.round().clamp(0.0, 255.0) as u8))
        })
    }
}

/// Twice the area of a triangle, positive for the winding that is drawn.
fn doubled_area(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// Whether points on an edge belong to its triangle, so that none belongs to two that share it.
fn owns_edge((from, to): (Pos2, Pos2)) -> bool {
    from.y > to.y || (from.y == to.y && from.x < to.x)
}

/// The colour of a point, mixed from the corners and the texture.
fn shaded(corners: [Vertex; 3], shares: [f32; 3], texture: &ColorImage) -> [f32; 4] {
    let mut at = Pos2::ZERO;
    let mut colour = [0.0; 4];
    for (corner, share) in corners.iter().zip(shares) {
        at += corner.uv.to_vec2() * share;
        for (mixed, channel) in colour.iter_mut().zip(corner.color.to_array()) {
            *mixed += f32::from(channel) * share;
        }
    }
    let texel = sampled(texture, at);
    std::array::from_fn(|channel| colour[channel] * texel[channel] / 255.0)
}

/// The texture at a place from 0 to 1, mixed from the four nearest texels.
fn sampled(texture: &ColorImage, at: Pos2) -> [f32; 4] {
    let [width, height] = texture.size;
    let x = at.x * width as f32 - 0.5;
    let y = at.y * height as f32 - 0.5;
    let texel = |x: f32, y: f32| -> Color32 {
        let column = (x.max(0.0) as usize).min(width - 1);
        let row = (y.max(0.0) as usize).min(height - 1);
        texture[(column, row)]
    };
    let (left, top) = (x.floor(), y.floor());
    let (right_share, bottom_share) = (x - left, y - top);
    let mut mixed = [0.0; 4];
    for (column, row, share) in [
        (left, top, (1.0 - right_share) * (1.0 - bottom_share)),
        (left + 1.0, top, right_share * (1.0 - bottom_share)),
        (left, top + 1.0, (1.0 - right_share) * bottom_share),
        (left + 1.0, top + 1.0, right_share * bottom_share),
    ] {
        for (sum, channel) in mixed.iter_mut().zip(texel(column, row).to_array()) {
            *sum += f32::from(channel) * share;
        }
    }
    mixed
}
