// One stage of the inverse transform: N points are parted into the transforms of N/2 even and N/2
// odd points (number contract, section 10). One cycle; five where there are products (N >= 8).
`default_nettype none
module circ_fft_part #(
  parameter N = 8,
  parameter K = 8,
  parameter W = 12,
  parameter TW = 12,
  parameter TF = 10,
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
      wire [W+1:0] m = {late[Q*W+W-1], late[Q*W +: W], 1'b0};
      wire [W+1:0] o = {late[(H+Q)*W+W-1], late[(H+Q)*W +: W], 1'b0};
      wire [W+1:0] minus = {(W+2){1'b0}} - o;
      circ_round #(.IW(W+2), .DROP(HALVE), .OW(W), .ROUND(ROUND), .SAT(SAT))
        u_even (.a(m), .y(next[Q*W +: W]));
      circ_round #(.IW(W+2), .DROP(HALVE), .OW(W), .ROUND(ROUND), .SAT(SAT))
        u_odd (.a(minus), .y(next[(H+Q)*W +: W]));
    end
  endgenerate

  genvar j;
  generate
    for (j = 1; j < Q; j = j + 1) begin : g_bin
      wire [TW-1:0] c = COS[32*j*(K/N) +: TW];
      wire [TW-1:0] d = SIN[32*j*(K/N) +: TW];
      localparam PW = W + TW + 3;
      wire [W-1:0] xr = z[j*W +: W];
      wire [W-1:0] xi = z[(N-j)*W +: W];
      wire [W-1:0] yr = z[(H-j)*W +: W];
      wire [W-1:0] yi = z[(H+j)*W +: W];
      wire [W+1:0] dr = {{2{xr[W-1]}}, xr} - {{2{yr[W-1]}}, yr};
      wire [W+1:0] di = {{2{xi[W-1]}}, xi} + {{2{yi[W-1]}}, yi};
      wire [PW-1:0] pr;          // c*dr - d*di, four cycles later
      wire [PW-1:0] pi;          // c*di + d*dr
      if (2*j == Q) begin : g_eighth
        reg [W+1:0] s1;
        reg [W+1:0] t1;
        wire [W+TW+1:0] ps;
        wire [W+TW+1:0] pt;
        wire unused = &{1'b0, d};
        always @(posedge clk) begin
          s1 <= dr - di;
          t1 <= di + dr;
        end
        circ_mult #(.AW(W+2), .BW(TW)) u_s (.clk(clk), .a(s1), .b(c), .p(ps));
        circ_mult #(.AW(W+2), .BW(TW)) u_t (.clk(clk), .a(t1), .b(c), .p(pt));
        assign pr = {ps[W+TW+1], ps};
        assign pi = {pt[W+TW+1], pt};
      end else begin : g_other
        reg [W:0] dr1;
        reg [W:0] di1;
        wire [W+TW:0] cr;
        wire [W+TW:0] ci;
        wire [W+TW:0] sr;
        wire [W+TW:0] si;
        wire unused = &{1'b0, dr[W+1], di[W+1]};
        always @(posedge clk) begin
          dr1 <= dr[W:0];
          di1 <= di[W:0];
        end
        circ_mult #(.AW(W+1), .BW(TW)) u_cr (.clk(clk), .a(dr1), .b(c), .p(cr));
        circ_mult #(.AW(W+1), .BW(TW)) u_ci (.clk(clk), .a(di1), .b(c), .p(ci));
        circ_mult #(.AW(W+1), .BW(TW)) u_sr (.clk(clk), .a(dr1), .b(d), .p(sr));
        circ_mult #(.AW(W+1), .BW(TW)) u_si (.clk(clk), .a(di1), .b(d), .p(si));
        assign pr = {{2{cr[W+TW]}}, cr} - {{2{si[W+TW]}}, si};
        assign pi = {{2{ci[W+TW]}}, ci} + {{2{sr[W+TW]}}, sr};
      end
      circ_round #(.IW(PW), .DROP(TF+HALVE), .OW(W), .ROUND(ROUND), .SAT(SAT))
        u_or (.a(pr), .y(next[(H+j)*W +: W]));
      circ_round #(.IW(PW), .DROP(TF+HALVE), .OW(W), .ROUND(ROUND), .SAT(SAT))
        u_oi (.a(pi), .y(next[(N-j)*W +: W]));

      wire [W-1:0] lxr = late[j*W +: W];
      wire [W-1:0] lxi = late[(N-j)*W +: W];
      wire [W-1:0] lyr = late[(H-j)*W +: W];
      wire [W-1:0] lyi = late[(H+j)*W +: W];
      wire [W:0] er = {lxr[W-1], lxr} + {lyr[W-1], lyr};
      wire [W:0] ei = {lxi[W-1], lxi} - {lyi[W-1], lyi};
      circ_round #(.IW(W+1), .DROP(HALVE), .OW(W), .ROUND(ROUND), .SAT(SAT))
        u_er (.a(er), .y(next[j*W +: W]));
      circ_round #(.IW(W+1), .DROP(HALVE), .OW(W), .ROUND(ROUND), .SAT(SAT))
        u_ei (.a(ei), .y(next[(H-j)*W +: W]));
    end
  endgenerate
endmodule
`default_nettype wire
