// Sum of N signed words, halved in number and one bit wider at each registered level.
`default_nettype none
module add_tree #(parameter N = 2, parameter W = 32, parameter OUT_W = 33) (
  input  wire clk,
  input  wire [N*W-1:0] a,
  output wire [OUT_W-1:0] y
);
  localparam HALF = (N + 1) / 2;
  genvar i;
  generate
    if (N == 1) begin : g_end
      wire unused = clk;
      assign y = a;
    end else begin : g_level
      reg [HALF*(W+1)-1:0] s;
      wire [HALF*(W+1)-1:0] t;
      for (i = 0; i < HALF; i = i + 1) begin : g_add
        wire [W:0] x0 = {a[2*i*W+W-1], a[2*i*W +: W]};
        if (2*i + 1 < N) begin : g_pair
          assign t[i*(W+1) +: W+1] = x0 + {a[(2*i+1)*W+W-1], a[(2*i+1)*W +: W]};
        end else begin : g_odd
          assign t[i*(W+1) +: W+1] = x0;
        end
      end
      always @(posedge clk) s <= t;
      add_tree #(.N(HALF), .W(W+1), .OUT_W(OUT_W)) next (.clk(clk), .a(s), .y(y));
    end
  endgenerate
endmodule
`default_nettype wire
