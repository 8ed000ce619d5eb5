// A vector memory: V consecutive words are written a cycle, blocks of K words are read. It is made
// of 2^LOG memories side by side, 2^LOG the least power of two that holds V and K; word i lies in
// memory i mod 2^LOG. A block comes a cycle after its number.
`default_nettype none
module circ_words #(
  parameter LOG = 3,
  parameter K = 8,
  parameter V = 1,
  parameter W = 12,
  parameter NW = 8,             // bits of a word's number, more than LOG
  parameter DEPTH = 16,
  parameter AW = 4,
  parameter CW = 4,             // bits of a block's number
  parameter STYLE = "distributed"
) (
  input  wire           clk,
  input  wire           we,
  input  wire [AW-1:0]  wbase,
  input  wire [NW-1:0]  word,   // number of the first of the V words
  input  wire [V-1:0]   keep,
  input  wire [V*W-1:0] wd,
  input  wire [AW-1:0]  rbase,
  input  wire [CW-1:0]  block,
  output wire [K*W-1:0] rd
);
  localparam N = 1 << LOG;
  localparam PER = N / K;       // blocks side by side
  localparam LP = $clog2(PER);
  wire [N*W-1:0] q;
  wire [LOG-1:0] low = word[LOG-1:0];
  wire [NW-LOG-1:0] high = word[NW-1:LOG];
  wire [AW-1:0] at;
  wire [AW-1:0] from;
  circ_fit #(.IW(NW-LOG), .OW(AW)) u_at (.a(high), .y(at));
  genvar i;
  genvar j;
  generate
    for (i = 0; i < N; i = i + 1) begin : g_memory
      localparam [LOG-1:0] I = i;
      wire [LOG-1:0] off = I - low;          // which of the V words comes here
      wire carry;                            // it lies behind the end of the row
      if (i == N-1) begin : g_top
        assign carry = 1'b0;
      end else begin : g_low
        assign carry = (I < low);
      end
      wire [V-1:0] here;
      for (j = 0; j < V; j = j + 1) begin : g_here
        localparam [LOG-1:0] J = j;
        assign here[j] = (off == J) & keep[j];
      end
      reg [W-1:0] d;
      integer n;
      always @* begin
        d = wd[0 +: W];
        for (n = 1; n < V; n = n + 1)
          if (off == n[LOG-1:0]) d = wd[n*W +: W];
      end
      circ_ram #(.W(W), .DEPTH(DEPTH), .AW(AW), .STYLE(STYLE))
        u_ram (.clk(clk), .we(we & (|here)), .wa(wbase + at + {{(AW-1){1'b0}}, carry}), .wd(d),
          .ra(rbase + from), .rd(q[i*W +: W]));
    end
    if (PER == 1) begin : g_one
      circ_fit #(.IW(CW), .OW(AW)) u_from (.a(block), .y(from));
      assign rd = q;
    end else begin : g_several
      reg [LP-1:0] side;
      reg [K*W-1:0] picked;
      wire [CW+LP-1:0] wide = {{LP{1'b0}}, block};
      circ_fit #(.IW(CW), .OW(AW)) u_from (.a(wide[CW+LP-1:LP]), .y(from));
      integer m;
      always @(posedge clk) side <= wide[LP-1:0];
      always @* begin
        picked = q[0 +: K*W];
        for (m = 1; m < PER; m = m + 1)
          if (side == m[LP-1:0]) picked = q[m*K*W +: K*W];
      end
      assign rd = picked;
    end
  endgenerate
endmodule
`default_nettype wire
