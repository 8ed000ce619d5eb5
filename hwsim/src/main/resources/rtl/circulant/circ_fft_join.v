// One stage of the forward transform: the transforms of N/2 even and N/2 odd points become that of
// N points (number contract, section 10). One cycle; five where there are products (N >= 8).
// Words: real parts of bins 0 to N/2 at 0 to N/2, the imaginary part of bin j at N-j.
`default_nettype none
module circ_fft_join #(
  parameter N = 8,
  parameter K = 8,              // points of the whole transform: stride of the constants
  parameter W = 12,             // bits of a word
  parameter TW = 12,            // bits of a constant
  parameter TF = 10,            // its fraction bits
  parameter HALVE = 0,
  parameter ROUND = 0,
  parameter SAT = 1,
  parameter [(K/4+1)*32-1:0] COS = 0,
  parameter [(K/4+1)*32-1:0] SIN = 0
) (
  input  wire           clk,
  input  wire [N*W-1:0] z,
  output wire [N*W-1:0] y
);
  localparam H = N/2;
  localparam Q = N/4;
  localparam BEFORE = (N >= 8) ? 4 : 0;
  reg [N*W-1:0] out;
  wire [N*W-1:0] next;
  always @(posedge clk) out <= next;
  assign y = out;

  // bins 0 and N/2, and the middle bin
  wire [N*W-1:0] late;
  circ_delay #(.W(N*W), .N(BEFORE)) u_late (.clk(clk), .d(z), .q(late));
  wire [W:0] a = {late[W-1], late[0 +: W]};
  wire [W:0] b = {late[H*W+W-1], late[H*W +: W]};
  wire [W:0] sum = a + b;
  wire [W:0] difference = a - b;
  circ_round #(.IW(W+1), .DROP(HALVE), .OW(W), .ROUND(ROUND), .SAT(SAT))
    u_sum (.a(sum), .y(next[0 +: W]));
  circ_round #(.IW(W+1), .DROP(HALVE), .OW(W), .ROUND(ROUND), .SAT(SAT))
    u_difference (.a(difference), .y(next[H*W +: W]));
  generate
    if (N >= 4) begin : g_middle
      wire [W:0] m = {late[Q*W+W-1], late[Q*W +: W]};
      wire [W:0] o = {late[(H+Q)*W+W-1], late[(H+Q)*W +: W]};
      wire [W:0] minus = {(W+1){1'b0}} - o;
      circ_round #(.IW(W+1), .DROP(HALVE), .OW(W), .ROUND(ROUND), .SAT(SAT))
        u_re (.a(m), .y(next[Q*W +: W]));
      circ_round #(.IW(W+1), .DROP(HALVE), .OW(W), .ROUND(ROUND), .SAT(SAT))
        u_im (.a(minus), .y(next[(H+Q)*W +: W]));
    end
  endgenerate

  genvar j;
  generate
    for (j = 1; j < Q; j = j + 1) begin : g_bin
      wire [TW-1:0] c = COS[32*j*(K/N) +: TW];
      wire [TW-1:0] d = SIN[32*j*(K/N) +: TW];
      wire [W-1:0] re = z[(H+j)*W +: W];
      wire [W-1:0] im = z[(N-j)*W +: W];
      localparam PW = W + TW + 2;
      wire [PW-1:0] pr;          // c*re + d*im, four cycles later
      wire [PW-1:0] pi;          // c*im - d*re
      reg [PW-1:0] pr4;
      reg [PW-1:0] pi4;
      if (2*j == Q) begin : g_eighth
        // equal constants: two products of sums instead of four
        wire [W:0] s = {re[W-1], re} + {im[W-1], im};
        wire [W:0] t = {im[W-1], im} - {re[W-1], re};
        wire [W+TW:0] ps;
        wire [W+TW:0] pt;
        wire unused = &{1'b0, d};
        circ_mult #(.AW(W+1), .BW(TW)) u_s (.clk(clk), .a(s), .b(c), .p(ps));
        circ_mult #(.AW(W+1), .BW(TW)) u_t (.clk(clk), .a(t), .b(c), .p(pt));
        assign pr = {ps[W+TW], ps};
        assign pi = {pt[W+TW], pt};
      end else begin : g_other
        wire [W+TW-1:0] cr;
        wire [W+TW-1:0] ci;
        wire [W+TW-1:0] dr;
        wire [W+TW-1:0] di;
        circ_mult #(.AW(W), .BW(TW)) u_cr (.clk(clk), .a(re), .b(c), .p(cr));
        circ_mult #(.AW(W), .BW(TW)) u_ci (.clk(clk), .a(im), .b(c), .p(ci));
        circ_mult #(.AW(W), .BW(TW)) u_dr (.clk(clk), .a(re), .b(d), .p(dr));
        circ_mult #(.AW(W), .BW(TW)) u_di (.clk(clk), .a(im), .b(d), .p(di));
        assign pr = {{2{cr[W+TW-1]}}, cr} + {{2{di[W+TW-1]}}, di};
        assign pi = {{2{ci[W+TW-1]}}, ci} - {{2{dr[W+TW-1]}}, dr};
      end
      always @(posedge clk) begin
        pr4 <= pr;
        pi4 <= pi;
      end
      wire [W-1:0] er = late[j*W +: W];
      wire [W-1:0] ei = late[(H-j)*W +: W];
      wire [PW:0] er4 = {{(PW+1-W-TF){er[W-1]}}, er, {TF{1'b0}}};
      wire [PW:0] ei4 = {{(PW+1-W-TF){ei[W-1]}}, ei, {TF{1'b0}}};
      wire [PW:0] prx = {pr4[PW-1], pr4};
      wire [PW:0] pix = {pi4[PW-1], pi4};
      wire [PW:0] re0 = er4 + prx;
      wire [PW:0] im0 = ei4 + pix;
      wire [PW:0] re1 = er4 - prx;
      wire [PW:0] im1 = pix - ei4;
      circ_round #(.IW(PW+1), .DROP(TF+HALVE), .OW(W), .ROUND(ROUND), .SAT(SAT))
        u_re0 (.a(re0), .y(next[j*W +: W]));
      circ_round #(.IW(PW+1), .DROP(TF+HALVE), .OW(W), .ROUND(ROUND), .SAT(SAT))
        u_im0 (.a(im0), .y(next[(N-j)*W +: W]));
      circ_round #(.IW(PW+1), .DROP(TF+HALVE), .OW(W), .ROUND(ROUND), .SAT(SAT))
        u_re1 (.a(re1), .y(next[(H-j)*W +: W]));
      circ_round #(.IW(PW+1), .DROP(TF+HALVE), .OW(W), .ROUND(ROUND), .SAT(SAT))
        u_im1 (.a(im1), .y(next[(H+j)*W +: W]));
    end
  endgenerate
endmodule
`default_nettype wire
