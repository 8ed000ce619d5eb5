// A processing element: complex multipliers for the K/2+1 bins of a block, accumulators of one
// block row, and its transform back. Bins 0 and K/2 are real and take one product each.
// Cycles: x and w come together; term is asked for three cycles later, first four, cfg where the
// sums are complete; y comes a cycle for the rounding and a transform later.
`default_nettype none
module circ_lane #(
  parameter K = 8,
  parameter XW = 12,            // words of the vector's spectrum
  parameter WW = 12,            // stored numbers
  parameter AW = 32,            // accumulators
  parameter IW = 12,            // words of the inverse transform
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter [LAYERS*256-1:0] SHIFTS = 0,       // by layer, pass and part
  parameter [LAYERS*128-1:0] ACC_BITS = 0,     // by layer and pass
  parameter [LAYERS*128-1:0] ACC_DROPS = 0,
  parameter [LAYERS*128-1:0] INVERSE_BITS = 0,
  parameter TW = 12,
  parameter TF = 10,
  parameter HALVINGS = 0,
  parameter ROUND = 0,
  parameter SAT = 1,
  parameter [(K/4+1)*32-1:0] COS = 0,
  parameter [(K/4+1)*32-1:0] SIN = 0
) (
  input  wire            clk,
  input  wire [K*XW-1:0] x,
  input  wire [K*WW-1:0] w,
  input  wire [LW+2:0]   term,
  input  wire            first,
  input  wire [LW+1:0]   cfg,
  output wire [K*IW-1:0] y
);
  localparam PW = XW + WW + 1;
  wire [K*PW-1:0] p;
  reg [K*AW-1:0] v;
  reg [K*AW-1:0] acc;
  reg [K*IW-1:0] words;
  genvar b;
  generate
    for (b = 0; b <= K/2; b = b + 1) begin : g_bin
      wire [XW+WW-1:0] rr;
      circ_mult #(.AW(XW), .BW(WW)) u_rr (.clk(clk), .a(x[b*XW +: XW]), .b(w[b*WW +: WW]), .p(rr));
      if (b == 0 || 2*b == K) begin : g_real
        assign p[b*PW +: PW] = {rr[XW+WW-1], rr};
      end else begin : g_complex
        wire [XW+WW-1:0] ii;
        wire [XW+WW-1:0] ri;
        wire [XW+WW-1:0] ir;
        circ_mult #(.AW(XW), .BW(WW))
          u_ii (.clk(clk), .a(x[(K-b)*XW +: XW]), .b(w[(K-b)*WW +: WW]), .p(ii));
        circ_mult #(.AW(XW), .BW(WW))
          u_ri (.clk(clk), .a(x[(K-b)*XW +: XW]), .b(w[b*WW +: WW]), .p(ri));
        circ_mult #(.AW(XW), .BW(WW))
          u_ir (.clk(clk), .a(x[b*XW +: XW]), .b(w[(K-b)*WW +: WW]), .p(ir));
        assign p[b*PW +: PW] = {rr[XW+WW-1], rr} - {ii[XW+WW-1], ii};
        assign p[(K-b)*PW +: PW] = {ri[XW+WW-1], ri} + {ir[XW+WW-1], ir};
      end
    end
    for (b = 0; b < K; b = b + 1) begin : g_word
      wire [AW-1:0] aligned;
      wire [IW-1:0] rounded;
      circ_align #(.IW(PW), .OW(AW), .N(8*LAYERS), .SELW(LW+3), .SHIFTS(SHIFTS))
        u_align (.sel(term), .a(p[b*PW +: PW]), .y(aligned));
      circ_convert #(.IW(AW), .OW(IW), .N(4*LAYERS), .SELW(LW+2), .IN_BITS(ACC_BITS),
        .DROPS(ACC_DROPS), .OUT_BITS(INVERSE_BITS), .ROUND(ROUND), .SAT(SAT))
        u_round (.sel(cfg), .a(acc[b*AW +: AW]), .y(rounded));
      always @(posedge clk) begin
        v[b*AW +: AW] <= aligned;
        acc[b*AW +: AW] <= (first ? {AW{1'b0}} : acc[b*AW +: AW]) + v[b*AW +: AW];
        words[b*IW +: IW] <= rounded;
      end
    end
  endgenerate
  circ_fft #(.INVERSE(1), .K(K), .W(IW), .TW(TW), .TF(TF), .HALVINGS(HALVINGS), .ROUND(ROUND),
    .SAT(SAT), .COS(COS), .SIN(SIN)) u_inverse (.clk(clk), .x(words), .y(y));
endmodule
`default_nettype wire
