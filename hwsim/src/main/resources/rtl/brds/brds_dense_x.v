// x and the inputs of the layers above for dense rows. Up to RX words of x come in a cycle; each goes to
// the slice that its number gives.
`default_nettype none
module brds_dense_x #(
  parameter LAYERS = 1, parameter LW = 1, parameter RX = 2, parameter XLANES = 2,
  parameter XMW = 16, parameter S = 16, parameter VX = 16, parameter QW = 5, parameter VX_DEPTH = 8,
  parameter VI_DEPTH = 8, parameter FORM_X = 1, parameter FORM_I = 1, parameter [16*LAYERS-1:0] BASES = 0
) (
  input  wire clk,
  input  wire rst,
  input  wire [LW-1:0] layer,
  input  wire [15:0] beat,
  input  wire rbank,
  input  wire accept,
  input  wire [XLANES-1:0] x_we,
  input  wire [XLANES*XMW-1:0] x_words,
  input  wire x_bank,
  input  wire x_full,
  input  wire h_valid,
  input  wire h_last,
  input  wire [15:0] h_base,
  input  wire [S-1:0] h,
  output wire [RX*VX-1:0] operands
);
  wire unused = &{1'b0, layer, beat, h_valid, h_last, h_base, h};  // of layers above, and high bits
  reg [15:0] slice;                    // of the first word that comes in this cycle
  reg [QW-1:0] quotient;
  wire [15:0] after = slice + XLANES;
  wire wrap = after >= RX;
  always @(posedge clk) begin
    if (accept) begin
      slice <= x_full ? 16'd0 : wrap ? after - RX : after;
      quotient <= x_full ? {QW{1'b0}} : wrap ? quotient + 1'b1 : quotient;
    end
    if (rst) begin
      slice <= 16'd0;
      quotient <= {QW{1'b0}};
    end
  end
  wire [RX-1:0] we;
  wire [RX*QW-1:0] wa;
  wire [RX*XMW-1:0] wd;
  wire [RX*XMW-1:0] a;
  genvar m;
  generate
    for (m = 0; m < RX; m = m + 1) begin : g_slice
      wire wrapped = m < slice;
      wire [15:0] lane = wrapped ? m + RX - slice : m - slice;
      wire here = lane < XLANES;
      wire [XLANES-1:0] chosen = x_we >> lane;
      wire unused_others = &chosen;
      assign we[m] = here && chosen[0];
      assign wa[m*QW +: QW] = wrapped ? quotient + 1'b1 : quotient;
      // Chosen by comparison: a product with the word's width would take a DSP block.
      reg [XMW-1:0] word;
      integer i;
      always @* begin
        word = x_words[0 +: XMW];
        for (i = 1; i < XLANES; i = i + 1) if (lane == i[15:0]) word = x_words[i*XMW +: XMW];
      end
      assign wd[m*XMW +: XMW] = word;
    end
  endgenerate
  brds_slices #(.R(RX), .W(XMW), .QW(QW), .DEPTH(VX_DEPTH), .BANKS(2), .FORM(FORM_X)) x_slices (
    .clk(clk), .rbank(rbank), .beat(beat[QW-1:0]), .wbank(x_bank), .we(we), .wa(wa), .wd(wd), .operands(a));
  generate
    if (LAYERS == 1) begin : g_single
      for (m = 0; m < RX; m = m + 1) begin : g_operand
        layer_shift #(.IN_W(XMW), .OUT_W(VX)) extend
          (.layer(1'b0), .a(a[m*XMW +: XMW]), .y(operands[m*VX +: VX]));
      end
    end else begin : g_several
      wire [RX-1:0] iwe;
      wire [RX*QW-1:0] iwa;
      wire [RX*S-1:0] iwd, b;
      wire [15:0] at = beat + BASES[16*layer +: 16];
      wire unused_at = &at;
      reg inner1, inner2;
      always @(posedge clk) begin
        inner1 <= layer != 0;
        inner2 <= inner1;
      end
      brds_deal #(.R(RX), .W(S), .QW(QW)) deal (
        .clk(clk), .rst(rst), .valid(h_valid), .last(h_last), .base(h_base[QW-1:0]), .word(h),
        .we(iwe), .wa(iwa), .wd(iwd));
      brds_slices #(.R(RX), .W(S), .QW(QW), .DEPTH(VI_DEPTH), .BANKS(1), .FORM(FORM_I)) i_slices (
        .clk(clk), .rbank(1'b0), .beat(at[QW-1:0]), .wbank(1'b0), .we(iwe), .wa(iwa), .wd(iwd), .operands(b));
      for (m = 0; m < RX; m = m + 1) begin : g_operand
        wire [VX-1:0] ae, be;
        layer_shift #(.IN_W(XMW), .OUT_W(VX)) extend_a (.layer(1'b0), .a(a[m*XMW +: XMW]), .y(ae));
        layer_shift #(.IN_W(S), .OUT_W(VX)) extend_b (.layer(1'b0), .a(b[m*S +: S]), .y(be));
        assign operands[m*VX +: VX] = inner2 ? be : ae;
      end
    end
  endgenerate
endmodule
`default_nettype wire
